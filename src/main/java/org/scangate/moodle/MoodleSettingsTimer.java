package org.scangate.moodle;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;

/**
 * Has the settings of this entry read anew: a new token needs no restart. By the container's clock,
 * on whose threads every source of settings can be read, those that look into JNDI too.
 */
@Singleton
@Startup
public class MoodleSettingsTimer {

  @Inject private LiveSettings settings;

  @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
  void read() {
    settings.refresh();
  }
}
