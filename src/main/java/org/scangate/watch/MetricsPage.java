package org.scangate.watch;

import java.util.function.Supplier;
import org.scangate.scan.access.ClientAddress;

/**
 * What the servlet shows, and to whom; made by the wiring.
 *
 * @param clients tells clients from the proxies before them, by the settings as they are now
 */
public record MetricsPage(Metrics metrics, MetricsAccess access, Supplier<ClientAddress> clients) {}
