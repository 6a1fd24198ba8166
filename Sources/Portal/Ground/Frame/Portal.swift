import Database
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import Web

/// What all rooms share. `House` mounts them.
public struct Portal: Sendable {
    public let companies: Companies
    public let renderer: Renderer
    package let assets: Assets
    package let perimeter: Perimeter
    package let jar: CookieJar
    package let passwords: Passwords
    package let passwordRule: PasswordRule
    let proxies: TrustedProxies
    let sessions: SessionRules
    package let clock: @Sendable () -> Instant
    package let version: String
    package let importWords: ImportWords
    package let routes: RouteTable
    package let thumbnails = Thumbnails()
    package let errands = Errands()
    let incoming: Incoming
    /// What the server's start says to whoever reads its log, and to nobody else.
    package let startSecret = Secrets.token()
    /// Signs what people are given into their hands and must bring back unchanged.
    let secret: ServerSecret
    let security: SecurityLog
    let refusals = RefusedAccess()
    let logins = LoginHistory()
    /// A store that is not there is told of now and then, and not by each request.
    let faults = LineBound(each: 6, most: 60)

    /// - Parameters:
    ///   - perimeter: how it stands towards the outside.
    ///   - proxies: who is believed about whom he speaks for.
    ///   - sessions: when they end by themselves.
    ///   - passwordCost: scrypt's N; tests take a small one.
    ///   - renderer: one that was compiled before; nil for a new one of the root's templates.
    ///   - securityLog: where what bears on security is written down.
    /// - Throws: where a template, a word or a migration is missing.
    package init(
        companies: Companies, perimeter: Perimeter = Perimeter(), proxies: TrustedProxies = .none,
        sessions: SessionRules = SessionRules(),
        passwordCost: Int = Passwords.standardCost,
        version: String = Kardan.version, renderer: Renderer? = nil, routes: RouteTable,
        securityLog: Logger = Logger(label: SecurityLog.label),
        clock: @escaping @Sendable () -> Instant = Instant.systemNow
    ) throws {
        self.companies = companies
        assets = try Assets(folder: companies.root("Public"))
        self.renderer = try renderer ?? Renderer(templates: companies.root("Templates"), assets: assets)
        self.perimeter = perimeter
        jar = CookieJar(isBehindTLS: perimeter.isBehindTLS)
        passwords = Passwords(cost: passwordCost)
        passwordRule = PasswordRule(
            list: try Data(contentsOf: companies.root("Data/passwords.txt")),
            product: self.renderer.words.values.map { $0("shell.product") })
        self.proxies = proxies
        self.sessions = sessions
        self.version = version
        self.clock = clock
        secret = companies.secret
        security = SecurityLog(securityLog, secret: secret, now: clock)
        incoming = Incoming(in: companies.data)
        importWords = try ImportWords(root: companies.root)
        self.routes = routes
    }

    package func now() -> Instant { clock() }
}

public enum Kardan {
    public static let version = "0.1.0"
}
