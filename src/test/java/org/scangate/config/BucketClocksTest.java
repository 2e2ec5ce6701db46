package org.scangate.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.scangate.pure.s3.S3Settings.Root;

/** The clocks of buckets that come and go with the settings. */
class BucketClocksTest {

  private static final Root STAYS = new Root("stays", "");
  private static final Root GOES = new Root("goes", "");

  @Test
  void whatWasSeenOfABucketThatIsNoLongerConfiguredIsForgotten() {
    BucketClocks clocks = new BucketClocks();
    clocks.saw(STAYS, Optional.of(Duration.ofSeconds(1)));
    clocks.saw(GOES, Optional.of(Duration.ofHours(1)));
    assertEquals(2, clocks.of(List.of(STAYS, GOES)).size());
    Map<String, Optional<Duration>> left = clocks.of(List.of(STAYS));
    assertEquals(Map.of("s3://" + STAYS, Optional.of(Duration.ofSeconds(1))), left);
    assertEquals(left, clocks.of(List.of(STAYS, GOES)), "it is not known before it is seen again");
  }
}
