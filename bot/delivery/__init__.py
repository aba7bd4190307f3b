"""Messages out: what the outbox holds is claimed, sent, and settled."""
