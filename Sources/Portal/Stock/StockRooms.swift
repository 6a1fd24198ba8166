import Ground

/// The rooms of this wing that can be called.
package enum StockRooms {
    package static var all: [any RoomRoutes.Type] {
        [
            PartRoutes.self, PartEditRoutes.self, PartGroupRoutes.self, PartPriceRoutes.self, PartFitRoutes.self,
            CodingRoutes.self, StockRoutes.self, PlaceRoutes.self, StockPaperRoutes.self, GapRoutes.self,
            DebtRoutes.self, PartChargeRoutes.self, FindingRoutes.self, RequestRoutes.self, SupplyRoutes.self,
            StockSettingsRoutes.self, CountRoutes.self, CountScanRoutes.self, PaperScanRoutes.self, LabelRoutes.self,
            LoanRoutes.self, BenchPartRoutes.self, OrderRoutes.self, ReworkRoutes.self, WaitRoutes.self,
        ]
    }
}
