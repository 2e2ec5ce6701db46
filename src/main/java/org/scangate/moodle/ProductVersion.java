package org.scangate.moodle;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/**
 * Which Scangate this is, as the build wrote it into the manifest of the WAR.
 *
 * @param version {@code unknown} where the manifest does not tell
 * @param commit likewise
 */
public record ProductVersion(String title, String version, String commit)
    implements ProductVersionMXBean {

  private static final Logger LOG = System.getLogger(ProductVersion.class.getName());
  private static final String MANIFEST = "/META-INF/MANIFEST.MF";
  private static final String NOT_TOLD = "unknown";

  /** Of an application that has not told. */
  public static final ProductVersion UNKNOWN = of(new Manifest());

  /**
   * Read from the WAR.
   *
   * @param application the servlet context, as CDI passes it when the application starts; whatever
   *     else it is, nothing is known
   */
  public static ProductVersion of(Object application) {
    if (application instanceof ServletContext context) {
      try (InputStream manifest = context.getResourceAsStream(MANIFEST)) {
        return of(manifest == null ? new Manifest() : new Manifest(manifest));
      } catch (IOException e) {
        LOG.log(Level.WARNING, "the manifest of the WAR cannot be read", e);
      }
    }
    return UNKNOWN;
  }

  private static ProductVersion of(Manifest manifest) {
    Attributes main = manifest.getMainAttributes();
    return new ProductVersion(
        told(main, "Implementation-Title").orElse("Scangate"),
        told(main, "Implementation-Version").orElse(NOT_TOLD),
        told(main, "Git-Commit").orElse(NOT_TOLD));
  }

  /** A build without git leaves the commit empty. */
  private static Optional<String> told(Attributes main, String header) {
    return Optional.ofNullable(main.getValue(header)).filter(text -> !text.isBlank());
  }

  @Override
  public String getTitle() {
    return title;
  }

  @Override
  public String getVersion() {
    return version;
  }

  @Override
  public String getCommit() {
    return commit;
  }

  /** As the log and health tell it. */
  @Override
  public String toString() {
    return title + " " + version + " (" + commit + ")";
  }
}
