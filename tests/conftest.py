"""What holds for every test: generated examples are the same in every run, and no machine is too slow for them."""

import os

from hypothesis import HealthCheck, settings

# The suite gives one answer for one commit; `HYPOTHESIS_PROFILE=explore` looks for new examples, the soak for many.
settings.register_profile("same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("explore", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
