package io.tidemark.drift;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "io.tidemark.drift",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule NUMERIC_CORE_KNOWS_NO_SPARK =
      noClasses()
          .that()
          .resideInAPackage("io.tidemark.drift.stats..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.spark..",
              "scala..",
              "com.fasterxml..",
              "io.tidemark.drift",
              "io.tidemark.drift.profile..",
              "io.tidemark.drift.reference..");

  @ArchTest
  static final ArchRule DRIFT_KNOWS_NO_OTHER_MODULE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.tidemark.checks..",
              "io.tidemark.training..",
              "io.tidemark.reports..",
              "io.tidemark.jobs..");

  @ArchTest
  static final ArchRule DRIFT_READS_AND_WRITES_NO_FILES =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.io.file..", "java.nio.file..", "org.apache.hadoop.fs..");
}
