"""The outbox becomes messages: the only place that sends."""
