"""The API: a serializer for each model, one view set."""

from rest_framework import serializers, viewsets

from benchmarks.peers.plain.models import Claim, Incident, LegalStep, Source


class ClaimSerializer(serializers.ModelSerializer):
    """A claim."""

    class Meta:
        model = Claim
        exclude = ("incident",)


class LegalStepSerializer(serializers.ModelSerializer):
    """A step."""

    class Meta:
        model = LegalStep
        exclude = ("incident",)


class SourceSerializer(serializers.ModelSerializer):
    """A source without its passages."""

    class Meta:
        model = Source
        exclude = ("incident",)


class IncidentSerializer(serializers.ModelSerializer):
    """An incident as its list has it: no parts, as ours has none there."""

    platform = serializers.StringRelatedField()
    party = serializers.StringRelatedField()
    technique = serializers.StringRelatedField()

    class Meta:
        model = Incident
        fields = "__all__"


class WholeIncidentSerializer(IncidentSerializer):
    """An incident with its parts."""

    claims = ClaimSerializer(many=True)
    legal_steps = LegalStepSerializer(many=True)
    sources = SourceSerializer(many=True)


class Incidents(viewsets.ReadOnlyModelViewSet):
    """The list, and one incident by its reference."""

    queryset = Incident.objects.all()
    lookup_field = "reference"
    filterset_fields = ("platform", "party", "technique", "verdict", "status", "country")
    search_fields = ("title_fr", "title_en", "summary")

    def get_serializer_class(self) -> type[IncidentSerializer]:
        return WholeIncidentSerializer if self.action == "retrieve" else IncidentSerializer
