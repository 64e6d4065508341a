"""The checkup of one channel, from the admin console to the first message. It changes nothing."""
