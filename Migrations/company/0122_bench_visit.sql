-- A repair in the company's own workshop is kept as a visit too: its machine's record is one. No dealer has made it.
OPTIONAL visit.dealer_id;
