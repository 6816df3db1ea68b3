'use strict';

module.exports = {
  authId: process.env.PLIVO_AUTH_ID,
  authToken: process.env.PLIVO_AUTH_TOKEN,
  publicUrl: process.env.PUBLIC_URL || 'http://localhost:3000',
  ourNumber: process.env.OUR_NUMBER || '+14155550100',
  salesNumber: process.env.SALES_NUMBER || '+14155550133',
};
