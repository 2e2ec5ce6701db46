package org.scangate.config;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.ConfigProvider;
import org.scangate.console.ConsoleParts;
import org.scangate.console.JournalApi;
import org.scangate.console.page.Console;
import org.scangate.moodle.HealthDetails;
import org.scangate.moodle.LiveSettings;
import org.scangate.moodle.ProductVersion;
import org.scangate.moodle.RequestGate;
import org.scangate.moodle.ScanEndpoint;
import org.scangate.pure.sweep.Sweeps;
import org.scangate.scan.ScanReport;
import org.scangate.scan.access.CanaryMarks;
import org.scangate.watch.MetricsPage;
import org.scangate.watch.canary.Canaries;
import org.scangate.watch.check.CheckBoard;
import org.scangate.watch.silence.SilenceWatch;

/** Gives the container the {@link Application}: starts it, hands out its parts, and ends it. */
@ApplicationScoped
public class Wiring {

  /**
   * One for each deployment, which has a class loader of its own. A request that comes after the
   * end of this bean has CDI make another one (seen on WildFly): that finds the application that
   * has ended, and starts nothing.
   */
  private static Application ofThisDeployment;

  @Inject private Event<ScanReport> reported;
  private Application application;

  @PostConstruct
  void wire() {
    synchronized (Wiring.class) {
      if (ofThisDeployment == null) {
        ofThisDeployment =
            new Application(ConfigProvider.getConfig(), report -> reported.fire(report));
      }
      application = ofThisDeployment;
    }
  }

  /** Wires at the start, not at the first request. */
  void start(@Observes @Initialized(ApplicationScoped.class) Object context) {
    application.started(ProductVersion.of(context));
  }

  void log(@Observes ScanReport report) {
    application.log(report);
  }

  @Produces
  RequestGate gate() {
    return application.gate();
  }

  @Produces
  ScanEndpoint engine() {
    return application.engine();
  }

  @Produces
  Sweeps sweeps() {
    return application.sweeps();
  }

  @Produces
  LiveSettings moodleSettings() {
    return application.moodle();
  }

  @Produces
  JournalApi api() {
    return application.api();
  }

  @Produces
  CanaryMarks canaryMarks() {
    return application.ways().marks();
  }

  @Produces
  Canaries canaries() {
    return application.ways().canaries();
  }

  @Produces
  SilenceWatch silence() {
    return application.ways().silence();
  }

  @Produces
  MetricsPage metrics() {
    return application.metrics();
  }

  @Produces
  ConsoleParts parts() {
    return application.parts();
  }

  @Produces
  Console console() {
    return application.console();
  }

  @Produces
  CheckBoard checks() {
    return application.checks();
  }

  @Produces
  HealthDetails details() {
    return application.details();
  }

  /** While all that answers uploads is still there. */
  void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object context) {
    application.close();
  }

  /** Where nobody has told of the end before. */
  @PreDestroy
  void end() {
    application.close();
  }
}
