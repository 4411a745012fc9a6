from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "wasl.messages"
    label = "wasl_messages"
    default_auto_field = "django.db.models.BigAutoField"
