package org.scangate.pure.sweep;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;

/** The container's clock for the sweep, which runs on a thread of its own: it may take days. */
@Singleton
@Startup
public class SweepTimer {

  @Inject private Sweeps sweeps;

  @Schedule(hour = "*", minute = "*", second = "*/10", persistent = false)
  void beat() {
    sweeps.beat();
  }
}
