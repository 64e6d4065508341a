"""A stand-in for WeCom (企业微信), to the letter of the platform; it shares no code with the channels."""
