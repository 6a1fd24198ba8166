import Database
import Domain
import Ground
import Hummingbird
import Logging
import Web

extension Portal {
    /// - Parameters:
    ///   - perimeter: how it stands towards the outside.
    ///   - proxies: who is believed about whom he speaks for.
    ///   - sessions: when they end by themselves.
    ///   - passwordCost: scrypt's N; tests take a small one.
    ///   - renderer: one that was compiled before; nil for a new one of the root's templates.
    ///   - securityLog: where what bears on security is written down; nil for the log of the program.
    /// - Throws: where a template, a word or a migration is missing.
    public init(
        companies: Companies, perimeter: Perimeter = Perimeter(), proxies: TrustedProxies = .none,
        sessions: SessionRules = SessionRules(), passwordCost: Int = Passwords.standardCost,
        version: String = Kardan.version, renderer: Renderer? = nil, securityLog: Logger? = nil,
        clock: @escaping @Sendable () -> Instant = Instant.systemNow
    ) throws {
        try self.init(
            companies: companies, perimeter: perimeter, proxies: proxies, sessions: sessions,
            passwordCost: passwordCost, version: version, renderer: renderer, routes: .house,
            securityLog: securityLog ?? Logger(label: SecurityLog.label), clock: clock)
    }

    /// The HTTP server, ready to be run.
    /// - Parameters:
    ///   - isMeasured: whether requests are counted and timed by route and status.
    ///   - onRunning: called once it can serve.
    public func application(
        host: String, port: Int, connections: ConnectionBounds = ConnectionBounds(), logger: Logger,
        isMeasured: Bool = false, onRunning: @escaping @Sendable () -> Void = {}
    ) -> some ApplicationProtocol {
        let gate = ConnectionGate(most: connections.most)
        return Application(
            router: makeRouter(isMeasured: isMeasured), server: .watched(by: gate, connections),
            configuration: .init(
                address: .hostname(host, port: port), serverName: "Kardan", availableConnectionsDelegate: gate.delegate),
            onServerRunning: { _ in onRunning() }, logger: logger)
    }

    func makeRouter(isMeasured: Bool = false) -> Router<GuestContext> {
        let router = Router(context: GuestContext.self, options: .autoGenerateHeadEndpoints)
        if isMeasured { router.add(middleware: MetricsMiddleware()) }
        router.add(middleware: SecurityHeaders(perimeter))
        router.add(middleware: AnswerOptions(routes: routes))
        router.add(middleware: FindVisitor(portal: self))
        router.add(middleware: ErrorPages(portal: self))
        routes.mount(on: router, of: self)
        return router
    }
}
