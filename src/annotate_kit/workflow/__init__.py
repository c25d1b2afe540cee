"""The use cases that both front ends call: projects, sessions, import, validation, export, status."""
