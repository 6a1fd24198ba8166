import ArgumentParser
import Domain
import Foundation
import Ground
import House
import Hummingbird
import Logging
import ServiceLifecycle
import Web

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Serve the portal over HTTP until SIGTERM.")

    @OptionGroup var data: DataOptions
    @Option(help: "The address to listen on (KARDAN_HOST; 127.0.0.1).")
    var host: String?
    @Option(help: "The port to listen on (KARDAN_PORT; 8080).")
    var port: Int?
    @Flag(help: "TLS ends before this server: cookies are Secure (KARDAN_TLS=1).")
    var behindTLS = false
    @Option(help: "The address under which people reach the portal; other names are refused (KARDAN_URL).")
    var url: String?
    @Option(
        help: "Proxies whose X-Forwarded-For is believed: addresses, ranges (KARDAN_TRUSTED_PROXIES; none).")
    var trustedProxies: String?
    @Option(
        help: "Hours without a visit that end sessions of administrators and finance (KARDAN_IDLE_HOURS; 12).")
    var idleHours: Int?

    func run() async throws {
        Memory.settle()
        let environment = ProcessInfo.processInfo.environment
        let watching = try Watching(environment)
        let logger = Logger(label: "kardan")
        let bounds = DescriptorBounds(descriptors: Descriptors.raise())
        logger.notice("bounds", metadata: bounds.metadata)
        let companies = try await Failure.inWords { try await data.companies(mostOpen: bounds.companies) }
        let perimeter = try perimeter(environment)
        if perimeter.isBehindTLS, perimeter.address == nil { logger.warning("KARDAN_URL is not set") }
        let proxies = try await Failure.inWords {
            try TrustedProxies(trustedProxies ?? environment["KARDAN_TRUSTED_PROXIES"] ?? "")
        }
        let sessions = SessionRules(
            hours: idleHours ?? environment["KARDAN_IDLE_HOURS"].flatMap { Int($0) } ?? SessionRules.usualHours)
        let portal = try Portal(companies: companies, perimeter: perimeter, proxies: proxies, sessions: sessions)
        let address = host ?? environment["KARDAN_HOST"] ?? "127.0.0.1"
        let number = port ?? environment["KARDAN_PORT"].flatMap { Int($0) } ?? 8080
        let application = portal.application(
            host: address, port: number, connections: .init(most: bounds.connections), logger: logger,
            isMeasured: watching.measures != nil
        ) {
            // Not print: into a pipe or a log that would wait for a full buffer.
            FileHandle.standardOutput.write(Data("Kardan: http://\(address):\(number)\n".utf8))
        }
        if let path = try await portal.firstRunPath() {
            FileHandle.standardOutput.write(
                Data("Kardan: make the first company at http://\(address):\(number)\(path)\n".utf8))
        }
        let group = ServiceGroup(
            configuration: .init(
                services: [.init(service: Runner(companies)), .init(service: application)]
                    + [watching.measures].compactMap(\.self).map { .init(service: $0) },
                gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        try await group.run()
        try companies.close()
    }

    private func perimeter(_ environment: [String: String]) throws -> Perimeter {
        let text = url ?? environment["KARDAN_URL"] ?? ""
        let address = PublicAddress(text)
        guard text.isEmpty || address != nil else {
            throw Failure.said("KARDAN_URL: \(text) is no address like https://kardan.example")
        }
        return Perimeter(
            isBehindTLS: behindTLS || environment["KARDAN_TLS"] == "1",
            holdsSubdomains: environment["KARDAN_HSTS_SUBDOMAINS"] == "1", address: address)
    }
}
