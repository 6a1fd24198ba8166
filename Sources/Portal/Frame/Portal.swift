import Database
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import Web

/// The whole portal: what its rooms share, and the rooms mounted, a line each.
public struct Portal: Sendable {
    public let companies: Companies
    public let renderer: Renderer
    let assets: Assets
    let jar: CookieJar
    let passwords: Passwords
    let clock: @Sendable () -> Instant
    let version: String
    let importWords: ImportWords

    /// - Parameters:
    ///   - isBehindTLS: cookies are Secure and browsers are told to stay on HTTPS.
    ///   - passwordCost: scrypt's N; tests take a small one.
    ///   - renderer: one that was compiled before; nil for a new one of the root's templates.
    /// - Throws: where a template, a word or a migration is missing.
    public init(
        companies: Companies, isBehindTLS: Bool = false, passwordCost: Int = Passwords.standardCost,
        version: String = Kardan.version, renderer: Renderer? = nil,
        clock: @escaping @Sendable () -> Instant = Instant.systemNow
    ) throws {
        self.companies = companies
        assets = try Assets(folder: companies.root("Public"))
        self.renderer = try renderer ?? Renderer(templates: companies.root("Templates"), assets: assets)
        jar = CookieJar(isBehindTLS: isBehindTLS)
        passwords = Passwords(cost: passwordCost)
        self.version = version
        self.clock = clock
        importWords = try ImportWords(root: companies.root)
        isTLS = isBehindTLS
    }

    let isTLS: Bool

    func now() -> Instant { clock() }

    /// The HTTP server, ready to be run. - Parameter onRunning: called once it can serve.
    public func application(
        host: String, port: Int, logger: Logger, onRunning: @escaping @Sendable () -> Void = {}
    ) -> some ApplicationProtocol {
        Application(
            router: makeRouter(), configuration: .init(address: .hostname(host, port: port), serverName: "Kardan"),
            onServerRunning: { _ in onRunning() }, logger: logger)
    }

    func makeRouter() -> Router<GuestContext> {
        let router = Router(context: GuestContext.self)
        router.add(middleware: SecurityHeaders(isBehindTLS: isTLS))
        router.add(middleware: FindVisitor(portal: self))
        router.add(middleware: ErrorPages(portal: self))
        mount(Rooms(portal: self, router: router))
        return router
    }

    private func mount(_ rooms: Rooms) {
        HomeRoutes.mount(rooms)
        SignInRoutes.mount(rooms)
        AccountRoutes.mount(rooms)
        PeopleRoutes.mount(rooms)
        JobRoutes.mount(rooms)
        NewJobRoutes.mount(rooms)
        CustomerRoutes.mount(rooms)
        UnitRoutes.mount(rooms)
        BoardRoutes.mount(rooms)
        CityRoutes.mount(rooms)
        WithdrawalRoutes.mount(rooms)
        ImportRoutes.mount(rooms)
        DealerRoutes.mount(rooms)
        DealerPayRoutes.mount(rooms)
        ShebaChangeRoutes.mount(rooms)
        ProductRoutes.mount(rooms)
        TariffRoutes.mount(rooms)
        DraftRoutes.mount(rooms)
        RuleRoutes.mount(rooms)
        WhatIfRoutes.mount(rooms)
        RecomputationRoutes.mount(rooms)
        TodayRoutes.mount(rooms)
        DeedRoutes.mount(rooms)
        ClaimRoutes.mount(rooms)
        ClaimRuleRoutes.mount(rooms)
        AskRoutes.mount(rooms)
        AppealRoutes.mount(rooms)
        ReversalRoutes.mount(rooms)
        VisitRoutes.mount(rooms)
        PayoutRoutes.mount(rooms)
        BankFileRoutes.mount(rooms)
        BankAnswerRoutes.mount(rooms)
        BankFormatRoutes.mount(rooms)
        DeductionRoutes.mount(rooms)
        PaymentBlockRoutes.mount(rooms)
        DealerTaxRoutes.mount(rooms)
        InvoiceRoutes.mount(rooms)
        DealerAccountRoutes.mount(rooms)
        AccrualRoutes.mount(rooms)
        AccountRowRoutes.mount(rooms)
    }
}

public enum Kardan {
    public static let version = "0.1.0"
}
