package org.scangate.pure.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scangate.pure.s3.S3Settings.Root;

class S3SettingsTest {

  @ParameterizedTest
  @CsvSource({
    "pure/store/2024/, pure/store/2024/",
    "pure/store/, pure/store/",
    "s3://pure/store/a.bin, pure/store/a.bin",
    "pure/sto, pure/store/ pure/storage/",
    "pure, pure/store/ pure/storage/",
    "pure/, pure/store/ pure/storage/",
    "pure/stop, ",
    "other/x, other/x",
    "oth, ",
    "/, ",
  })
  void aPlaceIsCutToWhatIsSwept(String place, String below) {
    List<Root> roots =
        List.of(
            new Root("pure", "store/"),
            new Root("pure", "storage/"),
            new Root("pure", "store/in/"),
            new Root("other", ""));
    S3Settings settings =
        new S3Settings(
            roots,
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty(),
            Duration.ZERO);
    assertEquals(
        below == null ? "" : below,
        settings.below(place).stream().map(Root::toString).collect(Collectors.joining(" ")));
  }
}
