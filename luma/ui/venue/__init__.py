"""The venue page: who hangs where and listens to what."""
