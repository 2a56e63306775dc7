"""What holds for all tests."""

from hypothesis import HealthCheck, settings

# no test fails because a machine is busy
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")
