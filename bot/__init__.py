"""最外壳: everything that touches the world: configuration, channels, delivery, web and command line."""
