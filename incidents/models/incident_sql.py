"""What a trigger of the incidents' table does."""

ENDS_PLANNED_PUBLICATION = """
    IF NEW.version <> OLD.version OR NEW.state NOT IN ('approved', 'published') THEN
        UPDATE incidents_plannedpublication
            SET state = 'voided', ended_at = clock_timestamp(),
                ended_by_id = vigie_said('by')::bigint
            WHERE incident_id = NEW.id AND state IN ('waiting', 'held');
    END IF;
    RETURN NULL;
"""
"""An edit voids the approval, and with it what was planned on it."""
