/**
 * The preset dictionary (RFC 1950, section 2.2: preset dictionary) that bodies are deflated against: what ordinary
 * commits say, most frequent last. It belongs to codec 1 and must never change; another one takes another codec.
 */
export const dictionary: Buffer = Buffer.from(
  [
    '"bankAccountId":"","holderName":"sealed:","iban":"sealed:","usableFrom":"","fullName":"sealed:","email":"sealed:",',
    '"country":"DE","kycStatus":"unverified","registeredAt":"2026-","WelcomeEmailSent","messageId":"","sentAt":"2026-',
    '["UserRegistered",1,{"userId":"01',
    '["WalletCreated",1,{"walletId":"","userId":"01","currency":"EUR","createdAt":"2026-',
    '["DepositVerificationStarted",1,{"transactionId":"","startedAt":"2026-',
    '["DepositHeldForReview",1,{"reason":"name-mismatch"',
    '["DepositConfirmed",1,{"transactionId":"","bankConfirmationId":"","confirmedAt":"2026-',
    '["FundsDeposited",1,{"transactionId":"","userId":"01","walletId":"","amount":"","currency":"EUR","bankReference":"","depositedAt":"2026-',
    '"verificationStatus":"pending"},"WithdrawalRequested","WithdrawalApproved","WithdrawalProcessing","WithdrawalCompleted",',
    '["MarketPriceUpdated",1,{"priceId":"","goldPricePerGram":"116.',
    '","source":"median","sources":[{"name":"goldapi","price":"","status":"used"}],"updatedAt":"2026-',
    '["GoldSold",1,{"saleId":"","proceeds":"","costBasis":"","realisedGain":"","soldAt":"2026-',
    '"s":{"status":"open","userId":"01","walletId":"","currency":"EUR","reference":"RF","available":"n","reserved":"0n","pending":"0n",',
    '"grams":"n","costBasis":"n","realisedGain":"0n","frozen":false,"reservations":{},"deposits":{},"purchases":{},"withdrawals":{}},"v":1,',
    '{"e":[["GoldPurchaseInitiated",1,{"purchaseId":"","userId":"01","walletId":"","goldAmount":"0.","pricePerGram":"116.","fee":"0.00",',
    '"totalCost":"100.00","initiatedAt":"2026-11-23T10:00:00.000Z"}],["FundsReserved",1,{"reservationId":"","amount":"100.00","purpose":"purchase",',
    '"at":"2026-11-23T10:00:00.000Z"}],["GoldAllocated",1,{"allocationId":"","userId":"01","goldAmount":"0.500000","certificateNumber":"AC-',
    '","lotId":"","source":"purchase","allocatedAt":"2026-11-23T10:00:00.000Z"}],["GoldPurchaseCompleted",1,{"purchaseId":"","confirmationNumber":"',
    '","completedAt":"2026-11-23T10:00:00.000Z","goldAmount":"0.500000","pricePerGram":"117.500000","fee":"0.00","totalCost":"58.75","currency":"EUR",',
    '"roundingRemainder":"0.00","certificateNumber":"AC-","initiatedAt":"2026-11-23T10:00:00.000Z"}]],"s":{',
    '},"v":1,"i":"01',
    '","t":"2026-11-23T1',
    'Z","u":"01',
    '","c":"',
    '","k":"',
    '","w":"sealed:',
    '","r":"',
  ].join(''),
);
