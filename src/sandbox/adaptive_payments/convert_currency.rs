//! `ConvertCurrency`: converts amounts by the sandbox's rates.

use super::Handle;
use super::refusal::{Refusal, refuse};
use crate::api::adaptive_payments::common::{AckCode, CurrencyType};
use crate::api::adaptive_payments::convert_currency::{
    ConvertCurrencyRequest, ConvertCurrencyResponse, CurrencyConversionList,
    CurrencyConversionTable,
};
use crate::sandbox::context::Context;
use crate::sandbox::store::Snapshot;
use crate::value::Currency;

impl Handle<Snapshot<'_>> for ConvertCurrencyRequest {
    fn handle(
        self,
        _: &Snapshot<'_>,
        context: &Context<'_>,
    ) -> Result<ConvertCurrencyResponse, Refusal> {
        let currencies = &self.convert_to_currency_list.currency_code;
        let rows = self.base_amount_list.currency.into_iter();
        let rows = rows.map(|base| row(base, currencies, context));
        let rows = rows.collect::<Result<Vec<_>, _>>()?;
        let envelope = context.envelope(AckCode::Success);
        Ok(ConvertCurrencyResponse::new(
            envelope,
            CurrencyConversionTable::from(rows),
        ))
    }
}

/// An amount in each of the currencies.
fn row(
    base: CurrencyType,
    currencies: &[Currency],
    context: &Context<'_>,
) -> Result<CurrencyConversionList, Refusal> {
    let converted = currencies.iter().map(|currency| {
        let rates = &context.config.rates;
        for code in [&base.code, currency] {
            rates
                .get(code)
                .ok_or_else(|| refuse(580_027).about(code.as_str()))?;
        }
        let amount = rates.convert(&base.amount, &base.code, currency);
        let amount = amount.ok_or_else(|| refuse(580_022).about("amount"))?;
        Ok(CurrencyType::new(currency.clone(), amount))
    });
    let converted = converted.collect::<Result<Vec<_>, Refusal>>()?;
    Ok(CurrencyConversionList::new(base, converted))
}
