package io.tidemark.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFilesTest {
  @TempDir private Path folder;

  @Test
  void aPathAndAUriOfOneFileGiveTheSameText() throws Exception {
    Path file = Files.writeString(folder.resolve("m.yaml"), "monitor: größer\n");

    assertThat(TextFiles.read(file.toString())).isEqualTo("monitor: größer\n");
    assertThat(TextFiles.read(file.toUri().toString())).isEqualTo("monitor: größer\n");
  }

  @Test
  void aMissingFileIsToldFromOneThatCannotBeRead() throws Exception {
    Path latin = folder.resolve("latin.yaml");
    Files.write(latin, "größer".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> TextFiles.read(folder.resolve("none").toUri().toString()))
        .isInstanceOf(FileNotFoundException.class);
    assertThatThrownBy(() -> TextFiles.read(latin.toUri().toString()))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(FileNotFoundException.class);
    assertThatThrownBy(() -> TextFiles.read("nosuch://host/m.yaml"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nosuch");
  }

  @Test
  void aFileSystemWithoutItsJarsIsAnErrorOfTheFile() {
    assertThatThrownBy(() -> TextFiles.read("s3a://bucket/m.yaml"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("S3AFileSystem");
  }

  @Test
  void aFileBesideAUriHasItsUri() {
    assertThat(TextFiles.beside("s3a://bucket/monitors/m.yaml", "rules.dqdl"))
        .isEqualTo("s3a://bucket/monitors/rules.dqdl");
    assertThat(TextFiles.beside("monitors/m.yaml", "rules.dqdl")).isEqualTo("monitors/rules.dqdl");
    assertThat(TextFiles.beside("m.yaml", "s3a://bucket/rules.dqdl"))
        .isEqualTo("s3a://bucket/rules.dqdl");
  }

  @Test
  void rulesBesideAMonitorReadByUriAreFound() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("m.yaml"), "monitor: m\ntable: t\nrules: {file: r.dqdl}\n");
    Files.writeString(folder.resolve("r.dqdl"), "Rules = [ RowCount > 5 ]");

    Monitor monitor = new MonitorLoader().load(file.toUri().toString(), Map.of());

    assertThat(MonitorLoader.canonical(monitor)).contains("RowCount > 5");
  }

  @Test
  void whatWasSubmittedForHadoopReachesFilesBeforeSparkStarts() {
    Properties submitted = new Properties();
    submitted.setProperty("spark.hadoop.fs.s3a.endpoint", "http://127.0.0.1:9");

    assertThat(HadoopSettings.of(submitted).get("fs.s3a.endpoint")).isEqualTo("http://127.0.0.1:9");
  }
}
