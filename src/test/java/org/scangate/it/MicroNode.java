package org.scangate.it;

import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.scangate.testing.ClamdServer;
import org.scangate.testing.LoopbackPort;

/** A Payara Micro with the built WAR, started and killed by the test, always on the same port. */
public final class MicroNode implements AutoCloseable {

  private static final int PATIENCE = (int) Duration.ofSeconds(5).toMillis();

  private final ProcessBuilder command;
  private final int port = LoopbackPort.free();
  private Process process;

  /**
   * Not started yet.
   *
   * @param name of its log, in target
   */
  MicroNode(String name, String policy, ClamdServer clamd) {
    this(
        name,
        Map.of(
            "SCANGATE_CLAMD_ADDRESS",
            clamd.tcpAddress(),
            "SCANGATE_CLAMD_MAX_FILE_SIZE",
            "1M",
            "SCANGATE_TRUSTED_PROXIES",
            "127.0.0.1",
            "SCANGATE_MOODLE_UNSCANNED",
            policy));
  }

  /**
   * Not started yet, with a data folder of its own.
   *
   * @param name of its log, in target
   * @param settings as variables of the environment
   */
  public MicroNode(String name, Map<String, String> settings) {
    command =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-jar",
                Site.HOME + "/payara-micro.jar",
                "--nohazelcast",
                "--prebootcommandfile",
                "payara-config/micro-preboot.txt",
                "--port",
                Integer.toString(port),
                "--deploy",
                "target/scangate.war")
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(new File("target/node-" + name + ".log")));
    command.environment().putAll(settings);
    command
        .environment()
        .put("SCANGATE_DATA_FOLDER", new File("target/data-" + name).getAbsolutePath());
  }

  public int port() {
    return port;
  }

  public void start() throws IOException {
    process = command.start();
  }

  /** SIGKILL. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Asked directly, as the page on monitoring advises. */
  public boolean isReady() {
    if (!process.isAlive()) {
      throw new IllegalStateException("it ended by itself, see target/node-*.log");
    }
    try {
      URI health = URI.create("http://127.0.0.1:" + port + "/scangate/health/ready");
      HttpURLConnection asked = (HttpURLConnection) health.toURL().openConnection();
      asked.setConnectTimeout(PATIENCE);
      asked.setReadTimeout(PATIENCE);
      return asked.getResponseCode() == 200;
    } catch (IOException e) {
      return false; // not yet
    }
  }

  @Override
  public void close() {
    if (process != null) {
      kill();
    }
  }
}
