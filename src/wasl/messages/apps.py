from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "wasl.messages"
    # "messages" is the label of Django's own notices on a page.
    label = "outbox"
    default_auto_field = "django.db.models.BigAutoField"
