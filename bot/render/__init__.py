"""Facts become words and buttons, at the moment they are sent."""
