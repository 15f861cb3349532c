package io.tidemark.jobs.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class DeploymentTest {
  private static Properties submitted(String mode) {
    Properties properties = new Properties();
    properties.setProperty("spark.submit.deployMode", mode);
    return properties;
  }

  @Test
  void aDriverBesideItsCallerIsAClient() {
    assertThat(Deployment.of(Map.of(), new Properties())).isEqualTo(Deployment.CLIENT);
    assertThat(Deployment.of(Map.of(), submitted("client"))).isEqualTo(Deployment.CLIENT);
  }

  @Test
  void aDriverThatTheClusterStartedIsOneOfTheCluster() {
    assertThat(Deployment.of(Map.of(), submitted("cluster"))).isEqualTo(Deployment.CLUSTER);
  }

  @Test
  void theJvmOfDatabricksIsShared() {
    assertThat(Deployment.of(Map.of("DATABRICKS_RUNTIME_VERSION", "15.4"), submitted("client")))
        .isEqualTo(Deployment.SHARED);
  }
}
