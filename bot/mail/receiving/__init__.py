"""Mail that comes back, read: bytes → facts. Pure, bounded in time and memory, and it believes nobody."""
