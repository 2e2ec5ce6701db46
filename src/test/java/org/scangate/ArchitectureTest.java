package org.scangate;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may import whom: the rules of the house. */
@AnalyzeClasses(packages = "org.scangate", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule THE_CORE_KNOWS_THE_JDK_ALONE =
      classes()
          .that()
          .resideInAPackage("org.scangate.scan")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("org.scangate.scan", "java..", "javax.management..");

  @ArchTest
  static final ArchRule WHAT_THE_BACKENDS_SHARE_KNOWS_THE_CORE_AND_THE_JDK =
      classes()
          .that()
          .resideInAPackage("org.scangate.scanner")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("org.scangate.scanner", "org.scangate.scan", "java..", "javax.net..");

  @ArchTest
  static final ArchRule A_BACKEND_KNOWS_THE_CORE_AND_THE_JDK =
      classes()
          .that()
          .resideInAPackage("org.scangate.scanner.*")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "org.scangate.scanner..",
              "org.scangate.scan",
              "java..",
              "javax.net..",
              "jakarta.json..")
          .because("a backend scans; it knows neither HTTP's verdicts nor configuration keys");

  @ArchTest
  static final ArchRule NO_BACKEND_KNOWS_ANOTHER =
      slices().matching("org.scangate.scanner.(*)").should().notDependOnEachOther();

  @ArchTest
  static final ArchRule AN_ENTRY_NEVER_KNOWS_A_BACKEND =
      noClasses()
          .that()
          .resideInAPackage("org.scangate.moodle..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.scangate.scanner..", "org.scangate.config..");

  @ArchTest
  static final ArchRule THE_SWEEP_KNOWS_NO_STORE =
      classes()
          .that()
          .resideInAPackage("org.scangate.pure")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "org.scangate.pure",
              "org.scangate.scan",
              "java..",
              "javax.management..",
              "jakarta.ejb..",
              "jakarta.inject..",
              "jakarta.annotation..");

  @ArchTest
  static final ArchRule THE_LOCAL_STORE_IS_ONE_TO_THE_SWEEP =
      classes()
          .that()
          .resideInAPackage("org.scangate.pure.local")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "org.scangate.pure.local",
              "org.scangate.pure",
              "org.scangate.scan",
              "java..",
              "jakarta.json..");

  @ArchTest
  static final ArchRule ONLY_THE_WIRING_KNOWS_THE_LOCAL_STORE =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.scangate.pure.local", "org.scangate.config..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.scangate.pure.local");

  @ArchTest
  static final ArchRule NOBODY_IMPORTS_THE_WIRING =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.scangate.config..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.scangate.config..");

  @ArchTest
  static final ArchRule NO_CIRCLES =
      slices().matching("org.scangate.(**)").should().beFreeOfCycles();

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
}
