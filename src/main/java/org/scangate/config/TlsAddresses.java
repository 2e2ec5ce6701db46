package org.scangate.config;

import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.scangate.config.Settings.ScannerSettings;
import org.scangate.watch.alert.MailSettings;
import org.scangate.watch.alert.MailSettings.Tls;
import org.scangate.watch.canary.CanarySettings;
import org.scangate.watch.check.TlsAddress;

/**
 * To whom the settings have Scangate speak over TLS: scanners, S3, webhook, mail, canaries. Not the
 * mail session of the server, which knows its host itself.
 */
record TlsAddresses(List<ScannerSettings> scanners, Settings start, PureConfig pure)
    implements Supplier<Collection<TlsAddress>> {

  @Override
  public Collection<TlsAddress> get() {
    Stream<URI> engines = scanners.stream().flatMap(TlsAddresses::engines);
    Stream<URI> stores =
        pure.s3().roots().isEmpty()
            ? Stream.empty()
            : Stream.concat(pure.s3().endpoint().stream(), pure.s3().eventsQueue().stream());
    Stream<URI> watched =
        Stream.concat(
            start.alerts().webhook().stream().map(one -> one.url()),
            start.canaries().stream().map(CanarySettings::url));
    Stream<TlsAddress> all =
        Stream.of(engines, stores, watched).flatMap(some -> some).flatMap(TlsAddresses::encrypted);
    return Stream.concat(all, start.alerts().mail().stream().flatMap(TlsAddresses::server))
        .distinct()
        .toList();
  }

  private static Stream<TlsAddress> encrypted(URI uri) {
    return TlsAddress.of(uri).stream();
  }

  private static Stream<URI> engines(ScannerSettings scanner) {
    return scanner
        .<List<URI>>fold(
            clamd -> List.of(),
            icap -> icap.uris(),
            command -> List.of(),
            remote -> remote.urls(),
            hashlist -> List.of())
        .stream();
  }

  private static Stream<TlsAddress> server(MailSettings mail) {
    return mail.server() instanceof MailSettings.Smtp smtp && smtp.tls() != Tls.NONE
        ? Stream.of(new TlsAddress(smtp.host(), smtp.port(), smtp.tls() == Tls.STARTTLS))
        : Stream.empty();
  }
}
