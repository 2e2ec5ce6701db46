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

  @ArchTest
  static final ArchRule CONTAINERS_KNOW_THE_JDK_ALONE =
      room("container").using("javax.crypto..").knowsAlone();

  @ArchTest static final ArchRule THE_CORE_KNOWS_CONTAINERS = room("scan").knowsAlone("container");

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
          .knowsAlone("scan", "scan.spool");

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
  static final ArchRule EVERY_ROOM_HAS_A_RULE =
      classes()
          .should()
          .resideInAnyPackage(
              in(
                  "container",
                  "scan",
                  "scan.pool",
                  "scan.spool",
                  "scan.report",
                  "moodle",
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
  static final ArchRule JDBC_IS_NOWHERE_YET =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "org.jdbi..", "org.flywaydb..");

  @ArchTest
  static final ArchRule HTTP_REQUESTS_COME_TO_MOODLE_ALONE =
      only("moodle", "jakarta.ws.rs..", "jakarta.servlet..");

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
