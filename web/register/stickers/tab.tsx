import { useState } from 'preact/hooks';
import { place } from '../../place.ts';
import { Choice } from '../form/choice.tsx';
import { SelectField, TextField } from '../form/field.tsx';
import { Outcome, SendButton } from '../form/outcome.tsx';
import { Progress } from '../form/progress.tsx';
import { useSend } from '../form/send.ts';
import { titleOf, useProducts } from '../reads.ts';
import { Sticker } from '../sticker.tsx';
import { MOST, readLabelled, type Step } from './read.ts';

type Columns = '2' | '3' | '4';

/** Stickers for many devices, on pages of A4: `#/register/stickers?product=bike&from=bike-0`. */
export function StickersTab() {
  const { query } = place.value;
  const [product, setProduct] = useState(query.get('product') ?? '');
  const [prefix, setPrefix] = useState(query.get('from') ?? '');
  const [columns, setColumns] = useState<Columns>('3');
  const [step, setStep] = useState<Step>();
  const products = useProducts().polled.value.value ?? [];
  const { sent, run } = useSend(() => readLabelled(product, prefix.trim(), setStep));
  const labelled = sent.answer?.labelled ?? [];
  const titles = new Map(products.map(({ product_id, thing }) => [product_id, thing.title]));
  return (
    <>
      <form
        class="card no-print"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setStep(undefined);
          void run();
        }}
      >
        <div class="one-line">
          <SelectField
            label="Product"
            value={product}
            options={[['', 'All products'], ...products.map((one) => [one.product_id, titleOf(one)] as const)]}
            onValue={setProduct}
          />
          <TextField label="Ids begin with" value={prefix} onValue={setPrefix} />
          <SendButton sent={sent}>Show the stickers</SendButton>
        </div>
        {sent.isBusy &&
          (step?.all !== undefined ? (
            <Progress done={step.done} all={step.all} what={step.what} />
          ) : (
            <p role="status">Devices found: {step?.done ?? 0}</p>
          ))}
        <Outcome sent={sent}>
          {({ failed, isCut }) => (
            <>
              {labelled.length === 0 ? 'There is no such device.' : `${labelled.length} stickers.`}
              {isCut && ` There are more devices: these are the first ${MOST}. Choose a longer beginning.`}
              {failed.length > 0 && ` The codes of these could not be read, try again: ${failed.join(', ')}.`}
            </>
          )}
        </Outcome>
        {labelled.length > 0 && (
          <div class="one-line">
            <Choice legend="On a row" value={columns} options={{ '2': '2', '3': '3', '4': '4' }} onValue={setColumns} />
            <button type="button" class="main" onClick={() => print()}>
              Print
            </button>
          </div>
        )}
      </form>
      <div class={`sheet columns-${columns}`}>
        {labelled.map(({ device_id, product: kind, code }) => (
          <Sticker key={device_id} device_id={device_id} title={titles.get(kind) ?? kind} code={code} />
        ))}
      </div>
    </>
  );
}
