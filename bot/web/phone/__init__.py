"""Phone pages 手机页: pages that a link opens for one person, once; they know actions and nothing below."""
