from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Every form and field takes the look of parts/form.html and parts/field.html."""

    form_template_name = "parts/form.html"
    field_template_name = "parts/field.html"
