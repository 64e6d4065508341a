"""什么时候该提醒: when a reminder is due, from plans, periods and the calendar."""
