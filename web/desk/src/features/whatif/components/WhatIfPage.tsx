import { useParams } from 'react-router';
import { WhatIfForm } from './WhatIfForm';
import { WhatIfResult } from './WhatIfResult';

// Without an id of a computation: what is to be tried.
export function WhatIfPage() {
  const { id } = useParams();
  return id ? <WhatIfResult key={id} id={id} /> : <WhatIfForm />;
}
