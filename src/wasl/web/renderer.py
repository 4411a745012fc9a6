from typing import Any

from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting


class SpokenField(BoundField):
    """Says that an answer is asked for without leaving the refusal to the browser, which speaks its own language and
    stops at the first field: the server's answer is in the reader's, and names every field."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Any = None) -> dict[str, Any]:
        built = super().build_widget_attrs(attrs, widget)
        # A single radio button or box of a group cannot be the one that is asked for.
        if built.pop("required", False) and not self.use_fieldset:
            built["aria-required"] = "true"
        return built


class Renderer(TemplatesSetting):
    """Every form and field takes the look of parts/form.html and parts/field.html."""

    form_template_name = "parts/form.html"
    field_template_name = "parts/field.html"
    bound_field_class = SpokenField
