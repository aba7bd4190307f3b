"""The sample arguments of all screens."""

from tests.screens import samples
from tests.screens.ambassador_samples import AMBASSADORS
from tests.screens.broadcast_samples import BROADCASTS
from tests.screens.door_samples import DOORS
from tests.screens.event_samples import EVENTS
from tests.screens.organizer_event_samples import ORGANIZER_EVENTS
from tests.screens.partner_samples import PARTNERS
from tests.screens.recognition_samples import RECOGNITION
from tests.screens.roster_samples import ROSTERS
from tests.screens.staff_samples import STAFF
from tests.screens.telling_samples import TELLING

SAMPLES = (
    samples.SAMPLES
    | STAFF
    | BROADCASTS
    | EVENTS
    | ORGANIZER_EVENTS
    | TELLING
    | PARTNERS
    | RECOGNITION
    | ROSTERS
    | DOORS
    | AMBASSADORS
)
