package org.scangate;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.stream.Stream;

/** Who may import whom: the rules of the house. */
@AnalyzeClasses(packages = "org.scangate", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String JSON = "jakarta.json..";
  private static final String METRICS = "io.prometheus..";

  @ArchTest
  static final ArchRule CONTAINERS_KNOW_THE_JDK_ALONE =
      room("container").using("javax.crypto..").knowsAlone();

  @ArchTest static final ArchRule THE_CORE_KNOWS_CONTAINERS = room("scan").knowsAlone("container");

  @ArchTest static final ArchRule WHO_ASKS_IS_TOLD_BY_THE_JDK = room("scan.access").knowsAlone();

  @ArchTest static final ArchRule THE_POOL_KNOWS_THE_CORE = room("scan.pool").knowsAlone("scan");

  @ArchTest
  static final ArchRule THE_SPOOL_KNOWS_THE_CORE =
      room("scan.spool").knowsAlone("scan", "container");

  @ArchTest
  static final ArchRule REPORTS_KNOW_THE_CORE_AND_THE_POOL =
      room("scan.report").using(JSON, "javax.management..").knowsAlone("scan", "scan.pool");

  @ArchTest
  static final ArchRule MOODLE_KNOWS_THE_CORE =
      room("moodle")
          .using(JSON, "jakarta..", "javax.management..")
          .knowsAlone("scan", "scan.access", "scan.spool");

  @ArchTest
  static final ArchRule THE_CONSOLE_KNOWS_WHAT_IT_SHOWS =
      room("console")
          .using(JSON, "jakarta..")
          .knowsAlone(
              "scan",
              "scan.access",
              "scan.pool",
              "scan.report",
              "pure.sweep",
              "journal",
              "watch.check",
              "watch.canary",
              "watch.silence",
              "watch.alert");

  @ArchTest
  static final ArchRule WHO_IS_LET_IN_IS_TOLD_BY_THE_CONTAINER =
      room("console.access").using("jakarta.servlet..").knowsAlone("scan", "scan.access");

  @ArchTest
  static final ArchRule A_PAGE_KNOWS_WHAT_IT_SHOWS =
      room("console.page")
          .using("jakarta.servlet..", "jakarta.inject..", "gg.jte..", "org.commonmark..")
          .knowsAlone(
              "console",
              "console.access",
              "scan",
              "scan.access",
              "scan.pool",
              "scan.report",
              "pure.sweep",
              "journal",
              "watch.check",
              "watch.canary",
              "watch.silence",
              "watch.alert");

  @ArchTest
  static final ArchRule WHO_WATCHES_SEES_REPORTS_AND_FIGURES =
      room("watch")
          .using("jakarta.servlet..", "jakarta.inject..", METRICS)
          .knowsAlone(
              "scan",
              "scan.access",
              "scan.pool",
              "scan.report",
              "pure.sweep",
              "journal",
              "watch.canary",
              "watch.silence",
              "watch.alert");

  @ArchTest
  static final ArchRule A_CANARY_KNOWS_WHO_ASKS =
      room("watch.canary")
          .using(JSON, "javax.net..")
          .knowsAlone("scan", "scan.access", "watch.http");

  @ArchTest
  static final ArchRule SILENCE_HEARS_REPORTS_AND_THE_JOURNAL =
      room("watch.silence").knowsAlone("scan", "journal");

  @ArchTest
  static final ArchRule A_CHECK_SEES_READ_ONLY_VIEWS =
      room("watch.check")
          .using("javax.management..", "javax.net..")
          .knowsAlone(
              "scan",
              "scan.pool",
              "scan.spool",
              "pure",
              "pure.sweep",
              "journal",
              "watch.canary",
              "watch.silence");

  @ArchTest
  static final ArchRule WHO_TELLS_PEOPLE_KNOWS_THE_OUTBOX =
      room("watch.alert")
          .using(JSON, "jakarta.mail..", "javax.crypto..", "javax.naming..", "javax.net..")
          .knowsAlone("scan", "journal", "watch.http");

  @ArchTest static final ArchRule ANSWERS_ARE_BOUNDED_BY_THE_JDK = room("watch.http").knowsAlone();

  @ArchTest static final ArchRule WHAT_A_STORE_IS_KNOWS_THE_CORE = room("pure").knowsAlone("scan");

  @ArchTest
  static final ArchRule THE_SWEEP_KNOWS_WHAT_A_STORE_IS =
      room("pure.sweep")
          .using("javax.management..", "jakarta.ejb..", "jakarta.inject..", "jakarta.annotation..")
          .knowsAlone("pure", "scan");

  @ArchTest
  static final ArchRule THE_LOCAL_STORE_KNOWS_WHAT_A_STORE_IS =
      room("pure.local").using(JSON).knowsAlone("pure", "scan", "container");

  @ArchTest
  static final ArchRule THE_S3_STORE_KNOWS_WHAT_A_STORE_IS =
      room("pure.s3").using(JSON, "software.amazon..").knowsAlone("pure", "scan", "container");

  @ArchTest
  static final ArchRule THE_JOURNAL_KNOWS_THE_CORE_AND_ITS_DATABASES =
      room("journal")
          .using("javax.sql..", "javax.naming..", "org.flywaydb..", "com.zaxxer.hikari..")
          .knowsAlone("scan");

  @ArchTest static final ArchRule WHAT_A_BACKEND_IS = room("scanner").knowsAlone("scan");

  @ArchTest
  static final ArchRule A_PROOF_KNOWS_WHAT_A_BACKEND_IS =
      room("scanner.proof").knowsAlone("scanner", "scan", "container");

  @ArchTest
  static final ArchRule THE_NETWORK_KNOWS_WHAT_A_BACKEND_IS =
      room("scanner.net").using("javax.net..").knowsAlone("scanner", "scan");

  @ArchTest static final ArchRule CLAMD_KNOWS_NO_OTHER_BACKEND = backend("clamd");

  @ArchTest static final ArchRule ICAP_KNOWS_NO_OTHER_BACKEND = backend("icap");

  @ArchTest static final ArchRule COMMAND_KNOWS_NO_OTHER_BACKEND = backend("command");

  @ArchTest static final ArchRule REMOTE_KNOWS_NO_OTHER_BACKEND = backend("remote");

  @ArchTest static final ArchRule HASHLIST_KNOWS_NO_OTHER_BACKEND = backend("hashlist");

  @ArchTest
  static final ArchRule NOBODY_IMPORTS_THE_WIRING =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.scangate.config")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.scangate.config");

  @ArchTest
  static final ArchRule CHECKS_ARE_SHOWN_BY_THE_CONSOLE_ALONE =
      noClasses()
          .that()
          .resideOutsideOfPackages(in("watch.check", "console", "console.page", "config"))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.scangate.watch.check");

  @ArchTest
  static final ArchRule EVERY_ROOM_HAS_A_RULE =
      classes()
          .should()
          .resideInAnyPackage(
              in(
                  "container",
                  "scan",
                  "scan.access",
                  "scan.pool",
                  "scan.spool",
                  "scan.report",
                  "moodle",
                  "console",
                  "console.access",
                  "console.page",
                  "pure",
                  "pure.sweep",
                  "pure.local",
                  "pure.s3",
                  "scanner",
                  "scanner.proof",
                  "scanner.net",
                  "scanner.clamd",
                  "scanner.icap",
                  "scanner.command",
                  "scanner.remote",
                  "scanner.hashlist",
                  "journal",
                  "watch",
                  "watch.check",
                  "watch.canary",
                  "watch.silence",
                  "watch.alert",
                  "watch.http",
                  "config"));

  @ArchTest
  static final ArchRule NO_CIRCLES =
      slices().matching("org.scangate.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NO_CIRCLES_BETWEEN_THE_CLASSES_OF_THE_SWEEP =
      slices().assignedFrom(eachClassOf("org.scangate.pure.sweep")).should().beFreeOfCycles();

  private static SliceAssignment eachClassOf(String room) {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass one) {
        String outermost = one.getName().replaceFirst("\\$.*", "");
        return one.getPackageName().equals(room)
            ? SliceIdentifier.of(outermost)
            : SliceIdentifier.ignore();
      }

      @Override
      public String getDescription() {
        return "each class of " + room;
      }
    };
  }

  @ArchTest
  static final ArchRule THE_SDK_OF_S3_STAYS_IN_ITS_STORE = only("pure.s3", "software.amazon..");

  @ArchTest
  static final ArchRule THE_LIBRARY_OF_METRICS_STAYS_WITH_WHO_WATCHES = only("watch", METRICS);

  @ArchTest
  static final ArchRule JDBC_STAYS_IN_THE_JOURNAL =
      only(
          "journal",
          "java.sql..",
          "javax.sql..",
          "org.flywaydb..",
          "com.zaxxer.hikari..",
          "org.postgresql..",
          "org.h2..");

  @ArchTest
  static final ArchRule HTTP_REQUESTS_COME_TO_ENTRIES_ALONE =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              in("moodle", "console", "console.access", "console.page", "watch"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.ws.rs..", "jakarta.servlet..");

  @ArchTest
  static final ArchRule NO_CLASS_OF_ONE_SERVER =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "fish.payara..",
              "com.sun..",
              "org.glassfish..",
              "org.jboss..",
              "org.wildfly..",
              "io.undertow..",
              "io.smallrye..");

  private static ArchRule backend(String name) {
    return room("scanner." + name)
        .using(JSON, "javax.net..")
        .knowsAlone("scanner", "scanner.proof", "scanner.net", "scan")
        .because("a backend scans; it knows neither HTTP's verdicts nor configuration keys");
  }

  private static ArchRule only(String room, String... libraries) {
    return noClasses()
        .that()
        .resideOutsideOfPackage("org.scangate." + room)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(libraries);
  }

  private static Room room(String name) {
    return new Room(name, List.of());
  }

  private static String[] in(String... rooms) {
    return Stream.of(rooms).map("org.scangate."::concat).toArray(String[]::new);
  }

  /**
   * A room of the house, and what it may know besides the JDK's {@code java..}.
   *
   * @param libraries packages of others
   */
  private record Room(String name, List<String> libraries) {

    Room using(String... packages) {
      return new Room(name, List.of(packages));
    }

    ArchRule knowsAlone(String... rooms) {
      Stream<String> packages = Stream.concat(Stream.of(in(rooms)), libraries.stream());
      String itself = "org.scangate." + name;
      return classes()
          .that()
          .resideInAPackage(itself)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              Stream.concat(Stream.of(itself, "java.."), packages).toArray(String[]::new));
    }
  }
}
