import Ground

/// The rooms of this wing that can be called.
package enum TreasuryRooms {
    package static var all: [any RoomRoutes.Type] {
        [
            PayoutRoutes.self, BankFileRoutes.self, BankAnswerRoutes.self, BankFormatRoutes.self, DeductionRoutes.self,
            PaymentBlockRoutes.self, DealerTaxRoutes.self, InvoiceRoutes.self, DealerAccountRoutes.self,
            AccrualRoutes.self, AccountRowRoutes.self,
        ]
    }
}
