package org.scangate.pure.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests on a store that must have let go of everything at the end. */
abstract class StoreTest {

  @TempDir Path outside;
  @TempDir Path root;
  LocalStoreFixture rig;

  /** Whether it works as where the system cannot hold folders open. */
  boolean byPath() {
    return false;
  }

  @BeforeEach
  void openStore() {
    rig = new LocalStoreFixture(root, byPath());
  }

  @AfterEach
  void nothingIsOpen() throws IOException {
    assertEquals(List.of(), rig.open());
    assertEquals(List.of(), LocalStoreFixture.listers());
    rig.close();
  }
}
