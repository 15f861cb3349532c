package io.tidemark.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.jobs.TestingFlights;
import io.tidemark.jobs.TestingProcess;
import io.tidemark.jobs.TestingPython;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo's monitor with everything on S3: monitor file, table, result store and reports. */
class ObjectStoreIT {
  private static final String SECRET = "tidemark-secret-that-nobody-may-see";

  @TempDir private static Path folder;

  private static List<String> arguments(String place) {
    return TestingProcess.runArguments(place + "/flights.yaml", place + "/flights", place + "/out");
  }

  private static List<String> options(TestingS3 s3) throws Exception {
    Path jars = TestingProcess.root().resolve("jobs/target/s3");
    List<String> options = new ArrayList<>(TestingSubmit.RECOMMENDED);
    try (Stream<Path> all = Files.list(jars)) {
      options.addAll(
          List.of(
              "--master",
              "local[2]",
              "--jars",
              all.map(Path::toString).collect(Collectors.joining(",")),
              "--conf",
              "spark.hadoop.fs.s3a.endpoint=" + s3.address(),
              "--conf",
              "spark.hadoop.fs.s3a.path.style.access=true"));
    }
    return options;
  }

  private static TestingProcess submit(TestingS3 s3, List<String> arguments) throws Exception {
    Path home = TestingPython.sparkHome();
    Map<String, String> environment = new HashMap<>(TestingCluster.environment(home));
    environment.put("AWS_ACCESS_KEY_ID", "test");
    environment.put("AWS_SECRET_ACCESS_KEY", SECRET);
    try (TestingSubmit submit = TestingSubmit.start(home, environment, options(s3), arguments)) {
      return submit.finish();
    }
  }

  @Test
  void everythingOnS3GivesTheSameAsOnALocalDiskAndNoFileIsSeenInPart() throws Exception {
    Path table = TestingFlights.table(folder);
    Path monitor = folder.resolve("flights.yaml");
    Files.copy(TestingProcess.root().resolve("examples/flights/monitor.yaml"), monitor);
    TestingProcess local = TestingProcess.tidemark(arguments(folder.toString()));
    Path downloaded = folder.resolve("downloaded");

    TestingProcess run;
    TestingProcess report;
    List<String> requests;
    try (TestingS3 s3 = TestingS3.start(folder)) {
      s3.upload(table, "flights");
      s3.put("flights.yaml", Files.readAllBytes(monitor));
      String place = "s3a://" + TestingS3.BUCKET;
      run = submit(s3, arguments(place));
      report = submit(s3, List.of("report", "--out", place + "/out"));
      s3.download("out", downloaded);
      requests = s3.requests();
    }

    // The sample is smaller than the demo's month, so its check of the size fails.
    assertThat(run.exitCode()).as(run.said()).isEqualTo(10).isEqualTo(local.exitCode());
    assertThat(report.exitCode()).as(report.said()).isZero();
    TestingStores.assertSame(
        folder.resolve("out"),
        downloaded,
        text -> text.replace("s3a://" + TestingS3.BUCKET, folder.toString()));
    assertThat(downloaded.resolve("report/index.html")).isNotEmptyFile();
    assertOnlyPut(requests, "/verdict.json", 1);
    assertOnlyPut(requests, "/report/index.html", 2);
    assertThat(everythingSaid(run, downloaded)).doesNotContain(SECRET);
  }

  /** No copy, no rename, no time without the file: one request puts it there. */
  private static void assertOnlyPut(List<String> requests, String file, int times) {
    assertThat(requests.stream().filter(request -> request.endsWith(file)))
        .filteredOn(request -> request.matches("(PUT|POST|DELETE) .*"))
        .hasSize(times)
        .allMatch(request -> request.startsWith("PUT "));
  }

  private static String everythingSaid(TestingProcess run, Path out) throws Exception {
    List<String> all = new ArrayList<>(List.of(run.out(), run.err()));
    try (Stream<Path> files = Files.walk(out)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.add(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return String.join("\n", all);
  }
}
