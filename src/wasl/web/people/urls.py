from django.urls import path

from wasl.web.people.views import access, details, files, households, kin, linking, registering, searching

app_name = "people"

urlpatterns = [
    path("", searching.search, name="search"),
    path("suggest/", searching.suggest, name="suggest"),
    path("new/", registering.new, name="registration-new"),
    path("rights/", files.rights, name="rights"),
    path("<uuid:registration_id>/", files.person, name="person"),
    path("<uuid:registration_id>/history/", files.history, name="history"),
    path("<uuid:registration_id>/correct/", registering.correct, name="correct"),
    path("<uuid:registration_id>/phones/add/", details.add_phone, name="phone-add"),
    path("phones/<uuid:phone_id>/contact/", details.change_phone, name="phone-change"),
    path("phones/<uuid:phone_id>/level/", details.phone_level, name="phone-level"),
    path("addresses/<uuid:address_id>/level/", details.address_level, name="address-level"),
    path("phones/<uuid:phone_id>/end/", details.end_phone, name="phone-end"),
    path("<uuid:registration_id>/papers/add/", details.add_document, name="document-add"),
    path("papers/<uuid:document_id>/seen/", details.see_document, name="document-seen"),
    path("papers/<uuid:document_id>/end/", details.end_document, name="document-end"),
    path("<uuid:registration_id>/addresses/add/", details.add_address, name="address-add"),
    path("<uuid:registration_id>/household/new/", households.create, name="household-new"),
    path("<uuid:registration_id>/household/add/", households.add, name="household-add"),
    path("<uuid:registration_id>/household/likely/", households.likely, name="household-likely"),
    path("<uuid:registration_id>/household/with/<uuid:other_id>/", households.settle, name="household-settle"),
    path("<uuid:registration_id>/kin/<uuid:other_id>/", kin.declare, name="kin"),
    path("<uuid:registration_id>/kin/<uuid:other_id>/end/", kin.end, name="kin-end"),
    path("memberships/<uuid:membership_id>/", households.change, name="membership"),
    path("<uuid:registration_id>/same/", linking.choose, name="same"),
    path("<uuid:registration_id>/same/<uuid:other_id>/", linking.compare, name="compare"),
    path("<uuid:registration_id>/apart/", linking.unlink, name="unlink"),
    path("access/", access.requests, name="requests"),
    path("access/ask/", access.ask, name="ask-access"),
    path("access/<uuid:request_id>/", access.granted, name="granted"),
    path("access/<uuid:request_id>/decide/", access.decide, name="decide-access"),
    path("doubles/", linking.doubles, name="doubles"),
    path("doubles/<uuid:double_id>/", linking.double, name="double"),
]
