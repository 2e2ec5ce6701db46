package org.scangate.moodle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.servlet.ServletContext;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

/** What the manifest of the WAR tells. */
class ProductVersionTest {

  @Test
  void titleVersionAndCommitAreThoseOfTheManifest() {
    ProductVersion version =
        of(
            "Manifest-Version: 1.0\r\nImplementation-Title: Scangate\r\n"
                + "Implementation-Version: 1.2.3\r\nGit-Commit: abcdef1\r\n\r\n");
    assertEquals(new ProductVersion("Scangate", "1.2.3", "abcdef1"), version);
    assertEquals("Scangate 1.2.3 (abcdef1)", version.toString());
  }

  @Test
  void whatTheManifestDoesNotTellIsUnknown() {
    assertEquals("Scangate unknown (unknown)", of("Manifest-Version: 1.0\r\n\r\n").toString());
    assertEquals(ProductVersion.UNKNOWN, of(null));
    assertEquals(ProductVersion.UNKNOWN, ProductVersion.of("no servlet context"));
  }

  /** Of a WAR with this manifest; null: with none. */
  private static ProductVersion of(String manifest) {
    return ProductVersion.of(
        Proxy.newProxyInstance(
            ProductVersionTest.class.getClassLoader(),
            new Class<?>[] {ServletContext.class},
            (context, method, arguments) -> {
              assertEquals("getResourceAsStream", method.getName());
              assertEquals("/META-INF/MANIFEST.MF", arguments[0]);
              return manifest == null ? null : new ByteArrayInputStream(manifest.getBytes(UTF_8));
            }));
  }
}
